// Node-API for Windows. A library that imports from node.exe finds functions only in a program of that name. So this
// file looks them up in the running program, whatever its name. A call of an imported function goes through a pointer
// named __imp_ and the function's name; the linker takes that pointer from here, not from a library.
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define FUNCTIONS(ROW)               \
  ROW(napi_call_function)            \
  ROW(napi_create_array_with_length) \
  ROW(napi_create_arraybuffer)       \
  ROW(napi_create_reference)         \
  ROW(napi_create_string_utf8)       \
  ROW(napi_create_uint32)            \
  ROW(napi_define_properties)        \
  ROW(napi_get_arraybuffer_info)     \
  ROW(napi_get_boolean)              \
  ROW(napi_get_buffer_info)          \
  ROW(napi_get_cb_info)              \
  ROW(napi_get_reference_value)      \
  ROW(napi_get_typedarray_info)      \
  ROW(napi_get_value_string_utf8)    \
  ROW(napi_get_value_uint32)         \
  ROW(napi_is_buffer)                \
  ROW(napi_set_element)              \
  ROW(napi_throw_error)              \
  ROW(napi_throw_range_error)        \
  ROW(napi_throw_type_error)

extern "C" {
#define POINTER(name)                                   \
  extern FARPROC address_of_##name asm("__imp_" #name); \
  FARPROC address_of_##name = nullptr;
FUNCTIONS(POINTER)
#undef POINTER
}

// False if a function is missing: the library then does not load.
BOOL WINAPI DllMain(HINSTANCE, DWORD reason, LPVOID) {
  if (reason != DLL_PROCESS_ATTACH) return TRUE;
  const HMODULE program = GetModuleHandleW(nullptr);
#define FIND(name)                                    \
  address_of_##name = GetProcAddress(program, #name); \
  if (address_of_##name == nullptr) return FALSE;
  FUNCTIONS(FIND)
#undef FIND
  return TRUE;
}
