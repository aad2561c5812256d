@NullMarked
package pipelinelock.slack.form;

import org.jspecify.annotations.NullMarked;
