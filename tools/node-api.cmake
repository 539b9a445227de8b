# How an addon finds Node-API's functions, which the node that loads it has, and what it exports: the two functions that
# node looks for. cmake-js thinks of the machine that it runs on; this goes by the target.
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
