/**
 * The simulated world of a rehearsal: Slack, Concourse, the lock repository and the BOSH Director,
 * each in a package of its own, each speaking its real protocol over HTTP on loopback, and none
 * sharing a class with the bot's clients.
 */
@NullMarked
package pipelinelock.rehearsal;

import org.jspecify.annotations.NullMarked;
