# Builds for any target by zig, which is clang with the C and C++ libraries of all targets. The environment names zig (ZIG)
# and the target (ZIG_TARGET, as in `zig targets`).
set(ZIG_TARGET $ENV{ZIG_TARGET})
if(ZIG_TARGET MATCHES linux)
  set(CMAKE_SYSTEM_NAME Linux)
elseif(ZIG_TARGET MATCHES macos)
  set(CMAKE_SYSTEM_NAME Darwin)
elseif(ZIG_TARGET MATCHES windows)
  set(CMAKE_SYSTEM_NAME Windows)
  set(CMAKE_RC_COMPILER $ENV{ZIG}) # CMake asks for it, and never uses it
endif()
string(REGEX MATCH "^[^-]+" CMAKE_SYSTEM_PROCESSOR ${ZIG_TARGET})
set(CMAKE_CXX_COMPILER ${CMAKE_CURRENT_LIST_DIR}/zig-c++)
if(ZIG_TARGET MATCHES x86_64)
  add_compile_options(-mevex512) # zig turns evex512 off, and target("avx512f") of a function does not turn it on again
endif()
