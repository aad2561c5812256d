@NullMarked
package pipelinelock.web;

import org.jspecify.annotations.NullMarked;
