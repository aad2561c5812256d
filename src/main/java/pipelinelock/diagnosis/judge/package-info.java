/**
 * From evidence to a verdict: whose the lock is, what waits, what is silent and what that proves.
 */
@NullMarked
package pipelinelock.diagnosis.judge;

import org.jspecify.annotations.NullMarked;
