/// HTTP: routes, requests, responses, and the one place where a refusal becomes an answer.
/// The only room that names the server library; knows no rule of sign-in and no table.
@NullMarked
package dev.countersign.http;

import org.jspecify.annotations.NullMarked;
