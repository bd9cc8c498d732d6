/* YAML documents behind a cursor, for the readers of tools that write it. Parsed by libyaml. */
#ifndef PROFILE_YAML_H
#define PROFILE_YAML_H

#include "text/scan.h"

#include <yaml.h>

/* Fails with what was expected where `mark` is. Always false. */
bool yaml_expected(struct scan *s, yaml_mark_t mark, const char *expected);

/* Fails with the parser's own problem, or for want of memory. Always false. */
bool yaml_problem(struct scan *s, const yaml_parser_t *parser);

/* The value of `key` in a mapping; NULL where `mapping` is none, or does not have it. */
yaml_node_t *yaml_find(yaml_document_t *document, const yaml_node_t *mapping, const char *key);

/* A scalar's text, which has no NUL inside; NULL where `node` is NULL, or no such scalar. Borrowed. */
const char *yaml_text(const yaml_node_t *node);

/* A scalar that is a decimal number, without sign and with one. False where it is none. */
bool yaml_number(const yaml_node_t *node, uint64_t *number);
bool yaml_signed(const yaml_node_t *node, int64_t *number);

#endif
