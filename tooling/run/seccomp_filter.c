/*
 * Writes the filter of system calls that bubblewrap gives to a judged program: no new process or
 * thread, no network, no access to another process. All else stays as it is.
 *
 * Built by libseccomp, seccomp_export_bpf(3); run once, when the workbook is built.
 */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const refused[] = {"clone",
                                      "fork",
                                      "vfork",
                                      "socket",
                                      "socketpair",
                                      "ptrace",
                                      "unshare",
                                      "setns",
                                      "mount",
                                      "umount2",
                                      "pivot_root",
                                      "chroot",
                                      "bpf",
                                      "io_uring_setup",
                                      "process_vm_readv",
                                      "process_vm_writev",
                                      "keyctl",
                                      "add_key",
                                      "request_key",
                                      "perf_event_open",
                                      "userfaultfd",
                                      "memfd_secret",
                                      "pidfd_getfd"};

static int add_rule(scmp_filter_ctx context, const char *name, int reason)
{
    int call = seccomp_syscall_resolve_name(name);
    if (call == __NR_SCMP_ERROR)
        return 0; /* this machine's architecture, or its libseccomp, has no such call */
    return seccomp_rule_add(context, SCMP_ACT_ERRNO((unsigned)reason), call, 0);
}

int main(int count, char **arguments)
{
    int fd = count == 2 ? open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    int failed = fd < 0 ? -EBADF : context == NULL ? -ENOMEM : 0;
    if (failed == 0) /* told that there is no clone3, the C library uses clone */
        failed = add_rule(context, "clone3", ENOSYS);
    for (size_t i = 0; failed == 0 && i < sizeof refused / sizeof *refused; i++)
        failed = add_rule(context, refused[i], EPERM);
    if (failed == 0)
        failed = seccomp_export_bpf(context, fd);
    seccomp_release(context);
    if (failed == 0)
        return EXIT_SUCCESS;
    fprintf(stderr, "filter: expected a file to write to, and a libseccomp that works: %s\n",
            strerror(-failed));
    return EXIT_FAILURE;
}
