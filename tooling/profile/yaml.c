#include "profile/yaml.h"

#include <string.h>

bool yaml_expected(struct scan *s, yaml_mark_t mark, const char *expected)
{
    struct bytes line;
    while (s->line_number <= mark.line && scan_line(s, &line))
        continue;
    return scan_expected(s, expected);
}

bool yaml_problem(struct scan *s, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR)
        return scan_no_memory(s);
    if (parser->error == YAML_READER_ERROR)
        return scan_fail(s, "expected UTF-8 at byte %zu: %s", parser->problem_offset,
                         parser->problem);
    return yaml_expected(s, parser->problem_mark, "YAML");
}

const char *yaml_text(const yaml_node_t *node)
{
    if (node == NULL || node->type != YAML_SCALAR_NODE)
        return NULL;
    const char *text = (const char *)node->data.scalar.value;
    return strlen(text) == node->data.scalar.length ? text : NULL;
}

yaml_node_t *yaml_find(yaml_document_t *document, const yaml_node_t *mapping, const char *key)
{
    if (mapping == NULL || mapping->type != YAML_MAPPING_NODE)
        return NULL;
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
         pair < mapping->data.mapping.pairs.top; pair++) {
        const char *text = yaml_text(yaml_document_get_node(document, pair->key));
        if (text != NULL && strcmp(text, key) == 0)
            return yaml_document_get_node(document, pair->value);
    }
    return NULL;
}

bool yaml_number(const yaml_node_t *node, uint64_t *number)
{
    char unused[SCAN_ERROR_SIZE];
    const char *text = yaml_text(node);
    if (text == NULL)
        return false;
    struct scan s = scan_of("", bytes_from_string(text), unused);
    return scan_number(&s, number) && scan_at_end(&s);
}

bool yaml_signed(const yaml_node_t *node, int64_t *number)
{
    char unused[SCAN_ERROR_SIZE];
    const char *text = yaml_text(node);
    uint64_t value;
    if (text == NULL)
        return false;
    struct scan s = scan_of("", bytes_from_string(text), unused);
    bool negative = scan_text(&s, "-");
    if (!scan_number(&s, &value) || !scan_at_end(&s) || value > INT64_MAX)
        return false;
    *number = negative ? -(int64_t)value : (int64_t)value;
    return true;
}
