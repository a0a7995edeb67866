/// What operators do: organizations, environments, users, sessions. Every route asks who calls first.
@NullMarked
package dev.countersign.admin;

import org.jspecify.annotations.NullMarked;
