// The rows of test/masks/known-answers.txt.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace dropout {

// The rows that begin with a word, without that word.
inline std::vector<std::istringstream> known_answers(const std::string& kind) {
  std::ifstream file(KNOWN_ANSWERS);
  std::vector<std::istringstream> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream row(line);
    std::string word;
    if (row >> word && word == kind) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace dropout
