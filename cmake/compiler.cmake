# Warnings, ccache, linker and sanitizers, for every target.
add_compile_options(-Wall -Wextra -Werror -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
else()
  add_compile_options(-Wshadow=local)
  if(CMAKE_UNITY_BUILD)  # gcc takes the files that are built together for headers
    add_compile_options(-Wno-subobject-linkage)
  endif()
  add_link_options(-fuse-ld=mold)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

set(HEMICYCLE_COLD "")
if(HEMICYCLE_SANITIZE)
  # For what takes longer to build than to run.
  set(HEMICYCLE_COLD -O0)
  add_compile_options(-fsanitize=${HEMICYCLE_SANITIZE} -O1 -gline-tables-only)
  add_link_options(-fsanitize=${HEMICYCLE_SANITIZE})
  if(HEMICYCLE_SANITIZE MATCHES "undefined")
    # Each function's whole type in front of it would double what is built; a null pointer shows
    # anyway; SOCI's classes carry no type information.
    add_compile_options(-fno-sanitize=function,null,vptr -fno-sanitize-recover=undefined)
  endif()
endif()
if(HEMICYCLE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
