/**
 * From evidence to a verdict: who has the lock, what waits, what is silent, and what that proves.
 */
@NullMarked
package pipelinelock.diagnosis.judge;

import org.jspecify.annotations.NullMarked;
