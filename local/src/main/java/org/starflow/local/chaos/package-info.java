/**
 * Breaks a running system on purpose and counts what comes out: a seeded schedule of faults against the real services as
 * processes on a stack of their own, and invariants that are checked from outside, by readers that share no code with
 * the services.
 */
package org.starflow.local.chaos;
