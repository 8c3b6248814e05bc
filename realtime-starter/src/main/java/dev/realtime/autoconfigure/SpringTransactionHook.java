package dev.realtime.autoconfigure;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.realtime.channel.ChannelPublisher.TransactionHook;

/**
 * Waits for the transaction of the current thread.
 */
final class SpringTransactionHook implements TransactionHook {

	@Override
	public void afterCommit(Runnable action, Runnable rolledBack) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			action.run();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCompletion(int status) {
				if (status == STATUS_COMMITTED) {
					action.run();
				}
				else {
					rolledBack.run();
				}
			}
		});
	}

}
