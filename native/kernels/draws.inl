// The kernels that draw, for every instruction set: masks, dropout by any operation, words and numbers.
#include "kernels/philox.inl"
#include "kernels/planes.inl"
#include "kernels/mask.inl"
#include "kernels/dropout.inl"
#include "kernels/random.inl"
#include "kernels/normals.inl"
#include "kernels/uniforms.inl"

// The table of an instruction set, without the kernels of operations.
constexpr Kernels draws_of(const char* isa) {
  return {isa,
          {},
          {},
          mask_words,
          stream_words,
          {{numbers<float, uniforms_chunk>, numbers<double, wide_uniforms_chunk>},
           {numbers<float, normals_chunk>, numbers<double, wide_normals_chunk>}}};
}
