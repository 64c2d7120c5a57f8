# folder(<name> [COLD] DEPENDS <folders> LIBRARIES <libraries>): src/<name>/*.cpp becomes
# hemicycle_<name>; src/<name>/*_test.cpp becomes the test program <name>_test. Tests and
# what is COLD are not optimised under sanitizers.
function(folder name)
  cmake_parse_arguments(ARG "COLD" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp
       ${CMAKE_SOURCE_DIR}/src/${name}/*/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cpp$")
  set(links ${ARG_LIBRARIES})
  foreach(below ${ARG_DEPENDS})
    list(APPEND links hemicycle_${below})
  endforeach()

  if(sources)
    add_library(hemicycle_${name} STATIC ${sources})
    set(visibility PUBLIC)
  else()
    add_library(hemicycle_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_include_directories(hemicycle_${name} ${visibility} ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(hemicycle_${name} ${visibility} ${links} Threads::Threads)

  if(ARG_COLD)
    target_compile_options(hemicycle_${name} PRIVATE ${HEMICYCLE_COLD})
  endif()

  if(tests)
    add_executable(${name}_test ${tests})
    target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR})
    target_compile_definitions(${name}_test PRIVATE HEMICYCLE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name}_test PRIVATE hemicycle_${name} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_options(${name}_test PRIVATE ${HEMICYCLE_COLD})
    add_test(NAME ${name}_test COMMAND ${name}_test)
  endif()
endfunction()
