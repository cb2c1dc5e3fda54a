package org.latticehost.host.wit.text;

/** A place in a text, both from 1. */
record Position(int line, int column) {}
