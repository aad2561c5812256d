/** What must never be shown: the process's secrets, and how a text loses them. */
@NullMarked
package pipelinelock.secrecy;

import org.jspecify.annotations.NullMarked;
