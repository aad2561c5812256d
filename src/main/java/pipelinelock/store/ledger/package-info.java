/**
 * What the bot stores next to the chains: threads, requests, mutes, watches, checkpoints, receipts.
 */
@NullMarked
package pipelinelock.store.ledger;

import org.jspecify.annotations.NullMarked;
