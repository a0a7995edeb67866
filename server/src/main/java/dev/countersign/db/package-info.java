/// Where the rows live: one SQL for the embedded SQLite file and PostgreSQL, and the group commit.
/// Never knows a table, and never says "done" before the commit is on disk.
@NullMarked
package dev.countersign.db;

import org.jspecify.annotations.NullMarked;
