/** What a person pressed or typed, by which request, and whether it was what the bot had shown. */
@NullMarked
package pipelinelock.slack.click;

import org.jspecify.annotations.NullMarked;
