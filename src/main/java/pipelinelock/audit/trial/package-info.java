/** Tests of the key and the witnesses, run before anybody relies on them. They change nothing. */
@NullMarked
package pipelinelock.audit.trial;

import org.jspecify.annotations.NullMarked;
