/** The modals and Home tabs of the simulated workspace. */
@NullMarked
package pipelinelock.rehearsal.slack.view;

import org.jspecify.annotations.NullMarked;
