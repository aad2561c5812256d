/** One incident as a file that people take away: Markdown, HTML, CSV, JSON. */
@NullMarked
package pipelinelock.evidence.export;

import org.jspecify.annotations.NullMarked;
