/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * xml: a thin hand on libxml2's writer, so that a report reads like its
 * document and looks at errors once.
 *
 * xml_init(), elements and texts, xml_finish(), which releases everything.
 * Texts must be clean (text_put_clean()); the writer escapes them.
 */
#ifndef RIG_XML_H
#define RIG_XML_H

#include <stdbool.h>

struct text;
struct _xmlBuffer;
struct _xmlTextWriter;

struct xml {
	struct _xmlBuffer *buffer;
	struct _xmlTextWriter *writer;
	bool failed;
};

void xml_init(struct xml *x);
/* <?xml ...?>; before anything else, or not at all. */
void xml_declare(struct xml *x);
void xml_open(struct xml *x, const char *element);
void xml_close(struct xml *x);
/* The same for an element that has no content and no end tag in HTML. */
void xml_close_void(struct xml *x);
void xml_attribute(struct xml *x, const char *name, const char *value);
void xml_number(struct xml *x, const char *name, unsigned long long value);
void xml_text(struct xml *x, const char *text);
/* <element>text</element> */
void xml_element(struct xml *x, const char *element, const char *text);
/* The same with class="..." */
void xml_classed(struct xml *x, const char *element, const char *name,
		 const char *text);

/* Closes what is open, appends the document. 0 or -ENOMEM. */
int xml_finish(struct xml *x, struct text *out);

#endif
