/** The app's Home tab. */
@NullMarked
package pipelinelock.slack.home;

import org.jspecify.annotations.NullMarked;
