/** The bot's messages as values: text that cannot be misread as markup, blocks, limits. */
@NullMarked
package pipelinelock.slack.message;

import org.jspecify.annotations.NullMarked;
