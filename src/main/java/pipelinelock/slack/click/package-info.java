/** What a person pressed or typed, by which request, and what a press leads to. */
@NullMarked
package pipelinelock.slack.click;

import org.jspecify.annotations.NullMarked;
