#include "profile/remarks.h"

#include "profile/array.h"
#include "profile/yaml.h"

#include <string.h>

/* A document of the file, and where in it we are. */
struct reading {
    struct scan scan;
    yaml_document_t *document;
    yaml_node_t *root;
};

static bool expected_in(struct reading *r, const yaml_node_t *node, const char *what)
{
    return yaml_expected(&r->scan, node == NULL ? r->root->start_mark : node->start_mark, what);
}

static yaml_node_t *find(struct reading *r, const yaml_node_t *mapping, const char *key)
{
    return yaml_find(r->document, mapping, key);
}

static char *copy(const char *text)
{
    size_t size = (text == NULL ? 0 : strlen(text)) + 1;
    char *copied = malloc(size);
    if (copied != NULL)
        memcpy(copied, text == NULL ? "" : text, size);
    return copied;
}

static bool set_text(struct reading *r, char **into, const char *text)
{
    if (*into != NULL)
        return scan_fail(&r->scan, "expected one of each name, got %.60s twice", text);
    *into = copy(text);
    return *into != NULL || scan_no_memory(&r->scan);
}

static bool read_place(struct reading *r, const yaml_node_t *place, struct remark *remark)
{
    const char *file = yaml_text(find(r, place, "File"));
    if (place != NULL && (file == NULL || !yaml_number(find(r, place, "Line"), &remark->line) ||
                          !yaml_number(find(r, place, "Column"), &remark->column)))
        return expected_in(r, place,
                           "DebugLoc: { File: <name>, Line: <number>, Column: <number> }");
    return set_text(r, &remark->file, file);
}

/* Of an argument's first pair, its name and its value; the other is its DebugLoc. */
static bool read_argument(struct reading *r, const yaml_node_t *argument, struct remark *remark)
{
    bool is_pair = argument->type == YAML_MAPPING_NODE &&
                   argument->data.mapping.pairs.top > argument->data.mapping.pairs.start;
    yaml_node_pair_t *pair = is_pair ? argument->data.mapping.pairs.start : NULL;
    const char *key = is_pair ? yaml_text(yaml_document_get_node(r->document, pair->key)) : NULL;
    yaml_node_t *node = is_pair ? yaml_document_get_node(r->document, pair->value) : NULL;
    const char *value = yaml_text(node);
    if (key == NULL || value == NULL)
        return expected_in(r, argument, "an argument: <name>: <text>");
    if (strcmp(key, "Callee") == 0)
        return set_text(r, &remark->callee, value);
    if (strcmp(key, "Caller") == 0)
        return set_text(r, &remark->caller, value);
    if (strcmp(key, "Reason") == 0)
        return set_text(r, &remark->reason, value);
    if (strcmp(key, "Cost") == 0)
        remark->has_cost = true;
    if (strcmp(key, "Cost") == 0 && !yaml_signed(node, &remark->cost))
        return expected_in(r, node, "Cost: <number>");
    if (strcmp(key, "Threshold") == 0 && !yaml_signed(node, &remark->threshold))
        return expected_in(r, node, "Threshold: <number>");
    return true;
}

static bool read_arguments(struct reading *r, struct remark *remark)
{
    yaml_node_t *arguments = find(r, r->root, "Args");
    if (arguments == NULL || arguments->type != YAML_SEQUENCE_NODE)
        return expected_in(r, arguments, "Args: a list");
    for (yaml_node_item_t *item = arguments->data.sequence.items.start;
         item < arguments->data.sequence.items.top; item++) {
        if (!read_argument(r, yaml_document_get_node(r->document, *item), remark))
            return false;
    }
    if (remark->callee == NULL || remark->caller == NULL)
        return expected_in(r, arguments, "Args with a Callee and a Caller");
    return remark->reason != NULL || set_text(r, &remark->reason, "");
}

static void dispose_remark(struct remark *remark)
{
    char *const texts[] = {remark->name, remark->file, remark->callee, remark->caller,
                           remark->reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

static bool add_remark(struct reading *r, bool inlined, struct remarks *remarks)
{
    struct remark *room = array_room(remarks->list, remarks->count, sizeof *room);
    if (room == NULL)
        return scan_no_memory(&r->scan);
    remarks->list = room;
    struct remark *remark = &room[remarks->count++];
    *remark = (struct remark){.inlined = inlined};
    const char *name = yaml_text(find(r, r->root, "Name"));
    if (name == NULL)
        return expected_in(r, NULL, "a remark with Pass and Name");
    return set_text(r, &remark->name, name) &&
           read_place(r, find(r, r->root, "DebugLoc"), remark) && read_arguments(r, remark);
}

static bool read_document(struct reading *r, struct remarks *remarks)
{
    const char *tag = (const char *)r->root->tag;
    const char *pass = yaml_text(find(r, r->root, "Pass"));
    if (tag == NULL || tag[0] != '!' || r->root->type != YAML_MAPPING_NODE)
        return expected_in(r, NULL, "a remark: --- !Passed or !Missed");
    if (pass == NULL)
        return expected_in(r, NULL, "a remark with Pass and Name");
    bool inlined = strcmp(tag, "!Passed") == 0;
    if (strcmp(pass, "inline") != 0 || (!inlined && strcmp(tag, "!Missed") != 0))
        return true;
    return add_remark(r, inlined, remarks);
}

/* Reads the next document; *more says whether there was one. */
static bool read_next(struct reading *r, yaml_parser_t *parser, struct remarks *remarks, bool *more)
{
    yaml_document_t document;
    if (!yaml_parser_load(parser, &document))
        return yaml_problem(&r->scan, parser);
    r->document = &document;
    r->root = yaml_document_get_root_node(&document);
    *more = r->root != NULL;
    bool read = !*more || read_document(r, remarks);
    yaml_document_delete(&document);
    return read;
}

bool remarks_read(const char *name, struct bytes text, struct remarks *remarks, char *error)
{
    struct reading r = {.scan = scan_of(name, text, error)};
    yaml_parser_t parser;
    bool more = true;
    *remarks = (struct remarks){0};
    if (!yaml_parser_initialize(&parser))
        return scan_no_memory(&r.scan);
    yaml_parser_set_input_string(&parser, text.len == 0 ? (const unsigned char *)"" : text.at,
                                 text.len);
    bool read = true;
    while (read && more)
        read = read_next(&r, &parser, remarks, &more);
    yaml_parser_delete(&parser);
    if (!read)
        remarks_dispose(remarks);
    return read;
}

void remarks_dispose(struct remarks *remarks)
{
    for (size_t i = 0; i < remarks->count; i++)
        dispose_remark(&remarks->list[i]);
    free(remarks->list);
    *remarks = (struct remarks){0};
}
