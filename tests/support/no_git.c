/*
 * Stands in for libgit2, of which Criterion wants a drawing of differences that we never ask for.
 * Libgit2 and the dozen libraries that it stands on cost a check more than its compiler: each of
 * Criterion's processes would load them, and read every certificate of the machine.
 *
 * The functions are those that Criterion names; see git2/global.h and git2/diff.h.
 */

int git_libgit2_init(void);
int git_libgit2_shutdown(void);
int git_diff_buffers(void);

/* The number of those that have started it. */
int git_libgit2_init(void)
{
    return 1;
}

int git_libgit2_shutdown(void)
{
    return 0;
}

/* It fails, whatever it is given: then Criterion shows both texts as they are. */
int git_diff_buffers(void)
{
    return -1;
}
