// SPDX-License-Identifier: GPL-2.0-only
/*
 * case-check CASE OUT STATUS SECONDS: is a case that run-cases played as it says in its file `expected`?
 *
 * CASE, the case's folder; OUT, what is left of it: stdout, stderr, pid and
 * runs/; how rig exited, and how long it took. RIG makes the report again.
 * OUTCOMES are lines "NAME EXIT". On stdout what is not as expected; in
 * OUT/row what stands in the table of faults. A case is some twenty
 * questions: asked by a shell, they would cost more than to play it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"

#define LEFT_MS 1000 /* in which QEMU must be gone */
#define KILLED 128 /* and the signal: as the shell has it */

struct bytes {
	char *data;
	size_t len;
};

struct expected {
	const char *why, *outcome, *exit;
	bool report;
};

static int out = -1, run = -1; /* the folders; no run: -1 */
static char *run_path;
static int status;
static long seconds;

static void die(const char *what)
{
	printf("case-check: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Nothing of a file that is not there; a NUL behind the last byte. To be freed. */
static struct bytes read_file(int dir, const char *name)
{
	CLEANUP_FD int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	struct stat st = { 0 };
	struct bytes b = { 0 };
	ssize_t n = 0;

	if (fd >= 0 && fstat(fd, &st))
		die(name);
	b.data = calloc(1, st.st_size + 1);
	if (!b.data)
		die(name);
	while (fd >= 0 &&
	       (n = read(fd, b.data + b.len, st.st_size - b.len)) > 0)
		b.len += n;
	if (n < 0)
		die(name);
	return b;
}

/* The line at @at, which it leaves behind; NULL behind the last one. */
static const char *next_line(const struct bytes *b, size_t *at, size_t *len)
{
	const char *line = b->data + *at;
	const char *end;

	if (*at >= b->len)
		return NULL;
	end = memchr(line, '\n', b->len - *at);
	*len = end ? (size_t)(end - line) : b->len - *at;
	*at += *len + 1;
	return line;
}

/* As grep -E: does a line match? */
static bool holds(int dir, const char *name, const char *ere)
{
	struct bytes b = read_file(dir, name);
	bool found = false;
	size_t at = 0, len;
	const char *line;
	regex_t re;

	if (regcomp(&re, ere, REG_EXTENDED | REG_NOSUB)) {
		printf("expected: is no pattern: %s\n", ere);
		exit(1);
	}
	while (!found && (line = next_line(&b, &at, &len))) {
		regmatch_t part = { .rm_so = 0, .rm_eo = len };

		found = !regexec(&re, line, 0, &part, REG_STARTEND);
	}
	regfree(&re);
	free(b.data);
	return found;
}

/* The first line of the file that begins so, to be freed. */
static char *line_with(int dir, const char *name, const char *begin)
{
	struct bytes b = read_file(dir, name);
	char *found = NULL;
	size_t at = 0, len;
	const char *line;

	while (!found && (line = next_line(&b, &at, &len)))
		if (len >= strlen(begin) && !memcmp(line, begin, strlen(begin)))
			found = strndup(line, len);
	free(b.data);
	return found;
}

/* The folder's names, one at a time, but those that begin with a dot; NULL behind the last. */
static const char *next_name(DIR *dir)
{
	struct dirent *entry = NULL;

	while (dir && (entry = readdir(dir)) && entry->d_name[0] == '.')
		;
	return entry ? entry->d_name : NULL;
}

/* Of a folder in another; NULL when there is none. */
static DIR *open_dir(int in, const char *name)
{
	int fd = openat(in, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? NULL : fdopendir(fd);
}

/* The one run's directory, if there is one. */
static void find_run(const char *out_path)
{
	CLEANUP_DIR DIR *dir = open_dir(out, "runs");
	const char *name;

	while ((name = next_name(dir))) {
		int fd = openat(dirfd(dir), name,
				O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0)
			continue;
		if (run >= 0) {
			printf("there is more than one run: %s\n", name);
			close(fd);
			continue;
		}
		run = fd;
		if (asprintf(&run_path, "%s/runs/%s", out_path, name) < 0)
			die(name);
	}
}

/* What README.md says of the outcome; to be freed. */
static char *exit_of(const char *outcome)
{
	char *all = strdup(getenv("OUTCOMES") ?: "");
	char *want = NULL, *rest = all, *line;

	while (!want && (line = strsep(&rest, "\n"))) {
		const char *name = strsep(&line, " ");

		if (line && !strcmp(name, outcome))
			want = strdup(line);
	}
	free(all);
	return want;
}

/* A line of `expected`, its blanks taken off: the word, and what follows it. */
static char *cut_line(char *line, char **rest)
{
	char *end = line + strlen(line);

	while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
		*--end = '\0';
	line += strspn(line, " \t");
	*rest = line + strcspn(line, " \t");
	if (**rest)
		*(*rest)++ = '\0';
	*rest += strspn(*rest, " \t");
	return line;
}

static void check_verdict(char *id)
{
	char *word = strrchr(id, ' ');
	char want[512], begin[512];
	char *line, *other;

	if (!word) {
		printf("expected: no verdict: %s\n", id);
		return;
	}
	*word++ = '\0';
	snprintf(want, sizeof want, "\"%s\",%s,", id, word);
	snprintf(begin, sizeof begin, "\"%s", id);
	line = line_with(run, "report.csv", want);
	if (!line) {
		other = line_with(run, "report.csv", begin);
		printf("report.csv: not %s %s: %s\n", id, word, other ?: "");
		free(other);
	}
	free(line);
}

static bool said(const char *ere)
{
	return holds(out, "stdout", ere) || holds(out, "stderr", ere);
}

/* Of the lines that are about what rig said and left. */
static void check_line(const char *what, char *rest)
{
	char *ere;

	if (!strcmp(what, "verdict"))
		check_verdict(rest);
	else if (!strcmp(what, "says")) {
		if (!said(rest))
			printf("never said: %s\n", rest);
	} else if (!strcmp(what, "silent")) {
		if (said(rest))
			printf("said: %s\n", rest);
	} else if (!strcmp(what, "json")) {
		if (!holds(run, "result.json", rest))
			printf("result.json: no %s\n", rest);
	} else if (!strcmp(what, "holds")) {
		ere = rest + strcspn(rest, " ");
		if (*ere)
			*ere++ = '\0';
		if (!holds(run, rest, ere))
			printf("%s: no %s\n", rest, ere);
	} else if (!strcmp(what, "within")) {
		if (seconds > atol(rest))
			printf("it took %ld s, more than %s\n", seconds, rest);
	} else if (!strcmp(what, "no-run")) {
		if (run >= 0)
			printf("there is a run: %s\n", run_path);
	} else if (strcmp(what, "no-report"))
		printf("expected: unknown word %s\n", what);
}

/* A zombie waits for nobody but its new parent. */
static bool is_alive(long pid)
{
	char path[64], line[256];
	bool alive = false;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/status", pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "State:\t", 7))
			alive = !strchr("ZX", line[7]);
	if (f)
		fclose(f);
	return alive;
}

static void check_qemu_is_gone(void)
{
	struct bytes b = read_file(out, "pid");
	long pid = atol(b.data);
	int waited = 0;

	free(b.data);
	while (pid > 0 && is_alive(pid)) {
		if (waited >= LEFT_MS) {
			puts("QEMU stayed behind");
			return;
		}
		usleep(20000);
		waited += 20;
	}
}

/* Whether QEMU said by its exit status that the script is at fault. */
static void check_script(void)
{
	const char *at_fault = "\"exit_code\": 99,";
	CLEANUP_DIR DIR *boots = open_dir(run, "boots");
	bool wrong = holds(run, "vm.json", at_fault);
	const char *name;

	while ((name = next_name(boots))) {
		CLEANUP_FD int boot = openat(
			dirfd(boots), name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		wrong = wrong || holds(boot, "vm.json", at_fault);
	}
	if (wrong)
		puts("the script is wrong, or too short");
}

/* The exit status, the last line, result.json: do they say the outcome? The row of the table is written here. */
static void check_outcome(const struct expected *e, const char *want)
{
	const char *key = "  \"outcome\": \"";
	char *got = line_with(run, "result.json", key);
	char *word = got ? got + strlen(key) : NULL;
	struct bytes said = read_file(out, "stdout");
	const char *line, *last = "";
	size_t at = 0, len, last_len = 0;
	CLEANUP_FD int row = openat(
		out, "row", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (word)
		word[strcspn(word, "\"")] = '\0';
	if (!want || status != atoi(want))
		printf("exit status %d, not %s\n", status,
		       want ?: "that of its outcome");
	if (e->outcome && run >= 0 && (!word || strcmp(word, e->outcome)))
		printf("result.json: not %s: %s\n", e->outcome,
		       word ?: "no outcome");
	while ((line = next_line(&said, &at, &len)))
		last = line, last_len = len;
	if (status < KILLED &&
	    (!e->outcome || strncmp(last, e->outcome, strlen(e->outcome)) ||
	     strncmp(last + strlen(e->outcome), ": ", 2)))
		printf("last line: %.*s\n", (int)last_len, last);
	if (dprintf(row, "%s | %s, exit %s | %s, exit %d\n", e->why ?: "",
		    e->outcome ?: "none", want ?: "none", word ?: "none",
		    status) < 0)
		die("row");
	free(said.data);
	free(got);
}

/* Readable when it is over, by whom the umask of run-cases lets; never writable by them. */
static void check_mode(void)
{
	struct stat st;

	if (status < KILLED && run >= 0 && !fstat(run, &st) &&
	    (st.st_mode & 07777) != 0755)
		printf("mode of the run's directory: %o\n", st.st_mode & 07777);
}

/* rig report, exiting as it does. */
static int report_again(void)
{
	pid_t pid = fork();
	int how;

	if (!pid) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execl(getenv("RIG"), "rig", "report", run_path, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &how, 0) != pid)
		die("rig report");
	return WIFEXITED(how) ? WEXITSTATUS(how) : KILLED + WTERMSIG(how);
}

static bool is_report(const char *name)
{
	return !strcmp(name, "result.json") ||
	       !strncmp(name, "report.", strlen("report."));
}

/* Made again, everything is the same. What was first stays, in the run's folder `first`. */
static void check_report(const char *want)
{
	CLEANUP_DIR DIR *names = open_dir(run, ".");
	CLEANUP_DIR DIR *first = run < 0 || mkdirat(run, "first", 0755)
					 ? NULL
					 : open_dir(run, "first");
	const char *name;
	int again;

	if (!names || !first)
		die("a report to be made again");
	while ((name = next_name(names)))
		if (is_report(name) && renameat(run, name, dirfd(first), name))
			die(name);
	again = report_again();
	if (!want || again != atoi(want))
		printf("rig report exits with %d, not %s\n", again,
		       want ?: "its outcome's");
	rewinddir(first);
	while ((name = next_name(first))) {
		struct bytes was = read_file(dirfd(first), name);
		struct bytes is = read_file(run, name);

		if (was.len != is.len || memcmp(was.data, is.data, is.len))
			printf("%s: is another, made again by rig report\n",
			       name);
		free(was.data);
		free(is.data);
	}
}

/* What stands for itself is kept in @e; the other lines are checked when @e is NULL. */
static void read_expected(char *text, struct expected *e)
{
	char *line, *rest;

	while ((line = strsep(&text, "\n"))) {
		const char *what = cut_line(line, &rest);
		bool told = !strcmp(what, "why") || !strcmp(what, "outcome") ||
			    !strcmp(what, "exit");

		if (!e) {
			if (*what && !told)
				check_line(what, rest);
		} else if (!strcmp(what, "why"))
			e->why = rest;
		else if (!strcmp(what, "outcome"))
			e->outcome = rest;
		else if (!strcmp(what, "exit"))
			e->exit = rest;
		else if (!strcmp(what, "no-report") || !strcmp(what, "no-run"))
			e->report = false;
	}
}

int main(int argc, char **argv)
{
	struct expected e = { .report = true };
	struct bytes text, again;
	char *of_outcome;
	const char *want;
	int dir;

	if (argc != 5 || !getenv("RIG") || !getenv("OUTCOMES")) {
		fputs("usage: RIG=... OUTCOMES=... case-check CASE OUT STATUS SECONDS\n",
		      stderr);
		return 64;
	}
	dir = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	out = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	status = atoi(argv[3]);
	seconds = atol(argv[4]);
	if (dir < 0 || out < 0)
		die("a folder");
	find_run(argv[2]);
	text = read_file(dir, "expected");
	again = read_file(dir, "expected");
	read_expected(text.data, &e);
	if (!e.why)
		puts("expected: no line says why the case is there");
	of_outcome = exit_of(e.outcome ?: "");
	want = e.exit ?: of_outcome;
	check_outcome(&e, want);
	check_script();
	check_mode();
	read_expected(again.data, NULL);
	check_qemu_is_gone();
	if (e.report)
		check_report(want);
	free(of_outcome);
	free(text.data);
	free(again.data);
	free(run_path);
	return ferror(stdout) || fclose(stdout);
}
