package io.orderlake.orderwriter;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the order writer. */
@SpringBootApplication
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Orderlake order writer",
                        version = "1",
                        description = "Orders, and a generator of orders."))
public class OrderWriterApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrderWriterApplication.class, args);
    }
}
