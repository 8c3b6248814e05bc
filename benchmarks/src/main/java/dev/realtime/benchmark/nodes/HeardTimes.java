package dev.realtime.benchmark.nodes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.LongConsumer;

import org.springframework.beans.factory.config.BeanPostProcessor;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerListener;
import dev.realtime.message.Publication;

/**
 * Listens between a node's broker and its channels: tells the offset of each publication
 * on the broker's thread, before anything else happens to it.
 */
final class HeardTimes implements BeanPostProcessor {

	private final LongConsumer heard;

	HeardTimes(LongConsumer heard) {
		this.heard = heard;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof Broker broker) ? Proxy.newProxyInstance(Broker.class.getClassLoader(),
				new Class<?>[] { Broker.class }, (proxy, method, arguments) -> call(broker, method, arguments)) : bean;
	}

	private Object call(Broker broker, Method method, Object[] arguments) throws Throwable {
		if (method.getName().equals("listener")) {
			arguments[0] = listener((BrokerListener) arguments[0]);
		}
		return invoke(broker, method, arguments);
	}

	private Object listener(BrokerListener listener) {
		return Proxy.newProxyInstance(BrokerListener.class.getClassLoader(), new Class<?>[] { BrokerListener.class },
				(proxy, method, arguments) -> {
					if (arguments != null && arguments[arguments.length - 1] instanceof Publication publication) {
						this.heard.accept(publication.offset());
					}
					return invoke(listener, method, arguments);
				});
	}

	private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
