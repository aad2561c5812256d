/**
 * The simulated world of a rehearsal: Slack, Concourse, the lock repository and the BOSH Director,
 * each in a package of its own, each speaking its real protocol over HTTP on loopback and sharing
 * no class with the bot's clients. Here they are put together.
 */
@NullMarked
package pipelinelock.rehearsal;

import org.jspecify.annotations.NullMarked;
