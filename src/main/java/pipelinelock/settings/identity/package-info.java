/** Addresses by what they lead to, however they are spelt. */
@NullMarked
package pipelinelock.settings.identity;

import org.jspecify.annotations.NullMarked;
