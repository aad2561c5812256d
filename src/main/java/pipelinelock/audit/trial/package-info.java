/**
 * What is tried of a key and of the witnesses before anybody relies on them; nothing is changed.
 */
@NullMarked
package pipelinelock.audit.trial;

import org.jspecify.annotations.NullMarked;
