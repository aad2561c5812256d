/**
 * What a node of the bot says under its signature about the whole record at one moment, and whether
 * a record still continues it. Pure: who stores, signs elsewhere and witnesses is in other
 * packages.
 */
@NullMarked
package pipelinelock.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
