/* Attributes of text on a terminal. ECMA-48, "SGR - select graphic rendition". */
#ifndef BASE_COLOURS_H
#define BASE_COLOURS_H

#define PLAIN "\033[0m"
#define BOLD "\033[1m"
#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"

#endif
