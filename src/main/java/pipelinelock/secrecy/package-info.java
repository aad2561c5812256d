/** What must never be shown: the process's secrets, and how texts are cleaned of them. */
@NullMarked
package pipelinelock.secrecy;

import org.jspecify.annotations.NullMarked;
