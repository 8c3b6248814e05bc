package dev.realtime.controller;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DestinationVariableMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MethodArgumentTypeMismatchException;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.validation.Validator;

/**
 * What a controller method may have as parameters, in the order in which Spring's own
 * message handlers ask: by annotation, by type, what the application adds, and whatever
 * is left is the data.
 */
final class ControllerArguments {

	private ControllerArguments() {
	}

	static HandlerMethodArgumentResolverComposite of(ConfigurableBeanFactory beans, MessageConverter json,
			@Nullable Validator validator, List<HandlerMethodArgumentResolver> more) {
		ConversionService conversions = conversionsOf(beans);
		HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();
		resolvers.addResolver(new HeaderMethodArgumentResolver(conversions, beans));
		resolvers.addResolver(new HeadersMethodArgumentResolver());
		resolvers.addResolver(new VariableResolver(conversions));
		resolvers.addResolver(new ClientArgumentResolver());
		resolvers.addResolver(new MessageMethodArgumentResolver(json));
		resolvers.addResolvers(more);
		resolvers.addResolver(new DataArgumentResolver(json, validator));
		return resolvers;
	}

	private static ConversionService conversionsOf(ConfigurableBeanFactory beans) {
		ConversionService conversions = beans.getConversionService();
		return (conversions != null) ? conversions : new DefaultFormattingConversionService();
	}

	/**
	 * Tells a name the client got wrong from a conversion that fails in the application.
	 */
	private static final class VariableResolver extends DestinationVariableMethodArgumentResolver {

		VariableResolver(ConversionService conversions) {
			super(conversions);
		}

		@Override
		public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
			try {
				return super.resolveArgument(parameter, message);
			}
			catch (ConversionException ex) {
				MethodArgumentTypeMismatchException mismatch = new MethodArgumentTypeMismatchException(message,
						parameter, "Not a " + parameter.getParameterType().getSimpleName());
				mismatch.initCause(ex);
				throw mismatch;
			}
		}

	}

}
