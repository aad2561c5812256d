/**
 * Buttons and the forms they open: what is shown, what a submission must hold, and what it does.
 */
@NullMarked
package pipelinelock.slack.form;

import org.jspecify.annotations.NullMarked;
