/**
 * The simulated world of a rehearsal: Slack, Concourse, the lock repository and the BOSH Director,
 * each speaking its real protocol over HTTP on loopback and sharing no class with the bot's
 * clients.
 */
@NullMarked
package pipelinelock.rehearsal;

import org.jspecify.annotations.NullMarked;
