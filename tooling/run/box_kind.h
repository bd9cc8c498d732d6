/* In what a program runs that a stranger may have written: see run/box.h. */
#ifndef RUN_BOX_KIND_H
#define RUN_BOX_KIND_H

enum box_kind {
    BOX_NONE,
    BOX_USER, /* a user of its own, if root cannot make a whole box, as in most containers: it writes */
              /* to nothing else, harms no other process, and starts none unless it may */
    BOX_WHOLE
};

#endif
