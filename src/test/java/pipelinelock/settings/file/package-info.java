@NullMarked
package pipelinelock.settings.file;

import org.jspecify.annotations.NullMarked;
