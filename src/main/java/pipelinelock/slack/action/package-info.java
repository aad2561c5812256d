/**
 * What commands and forms have in common: deciding on a request, freezing, muting, noting,
 * requesting a cure.
 */
@NullMarked
package pipelinelock.slack.action;

import org.jspecify.annotations.NullMarked;
