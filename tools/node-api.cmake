# Links an addon to Node-API, whose functions are in the node that loads it, and exports the two functions that node looks
# for. cmake-js would choose by the machine that it runs on; this chooses by the target.
function(link_node_api addon)
  if(MSVC)
    execute_process(COMMAND ${CMAKE_AR} /def:${CMAKE_JS_NODELIB_DEF} /out:${CMAKE_JS_NODELIB_TARGET}
                            ${CMAKE_STATIC_LINKER_FLAGS} COMMAND_ERROR_IS_FATAL ANY)
    target_link_libraries(${addon} PRIVATE ${CMAKE_JS_LIB})
  elseif(WIN32)
    target_sources(${addon} PRIVATE native/edge/node_api_windows.cc)
  elseif(APPLE)
    target_link_options(${addon} PRIVATE -undefined dynamic_lookup)
  else()
    target_link_options(${addon} PRIVATE -Wl,--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.map)
  endif()
endfunction()
