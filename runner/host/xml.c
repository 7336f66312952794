// SPDX-License-Identifier: GPL-2.0-only
#include "xml.h"

#include <errno.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>

#include "text.h"

void xml_init(struct xml *x)
{
	*x = (struct xml){ .buffer = xmlBufferCreate() };
	if (x->buffer)
		x->writer = xmlNewTextWriterMemory(x->buffer, 0);
	x->failed = !x->writer;
	if (x->writer)
		xmlTextWriterSetIndent(x->writer, 0);
}

static void check(struct xml *x, int result)
{
	if (result < 0)
		x->failed = true;
}

void xml_open(struct xml *x, const char *element)
{
	if (x->writer)
		check(x,
		      xmlTextWriterStartElement(x->writer, BAD_CAST element));
}

void xml_close(struct xml *x)
{
	if (!x->writer)
		return;
	/* not <td/>: HTML reads that as an opening tag */
	check(x, xmlTextWriterFullEndElement(x->writer));
	check(x, xmlTextWriterWriteRaw(x->writer, BAD_CAST "\n"));
}

void xml_declare(struct xml *x)
{
	if (x->writer)
		check(x, xmlTextWriterStartDocument(x->writer, NULL, "UTF-8",
						    NULL));
}

void xml_close_void(struct xml *x)
{
	if (x->writer)
		check(x, xmlTextWriterEndElement(x->writer));
}

void xml_attribute(struct xml *x, const char *name, const char *value)
{
	if (x->writer)
		check(x, xmlTextWriterWriteAttribute(x->writer, BAD_CAST name,
						     BAD_CAST value));
}

void xml_number(struct xml *x, const char *name, unsigned long long value)
{
	char number[32];

	snprintf(number, sizeof(number), "%llu", value);
	xml_attribute(x, name, number);
}

void xml_text(struct xml *x, const char *text)
{
	if (x->writer)
		check(x, xmlTextWriterWriteString(x->writer, BAD_CAST text));
}

void xml_element(struct xml *x, const char *element, const char *text)
{
	xml_open(x, element);
	xml_text(x, text);
	xml_close(x);
}

void xml_classed(struct xml *x, const char *element, const char *name,
		 const char *text)
{
	xml_open(x, element);
	xml_attribute(x, "class", name);
	xml_text(x, text);
	xml_close(x);
}

int xml_finish(struct xml *x, struct text *out)
{
	int err = 0;

	if (x->writer) {
		check(x, xmlTextWriterEndDocument(x->writer));
		xmlFreeTextWriter(x->writer);
	}
	if (x->failed || !x->buffer)
		err = -ENOMEM;
	else
		text_put(out, xmlBufferContent(x->buffer),
			 xmlBufferLength(x->buffer));
	if (x->buffer)
		xmlBufferFree(x->buffer);
	*x = (struct xml){ .failed = true };
	return err;
}
