/** Forms: what they show, what a submission must contain, and what it does. */
@NullMarked
package pipelinelock.slack.form;

import org.jspecify.annotations.NullMarked;
