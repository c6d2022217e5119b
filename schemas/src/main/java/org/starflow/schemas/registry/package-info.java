/** Client of a schema registry with Confluent's REST API (Confluent, Karapace, Apicurio under {@code /apis/ccompat/v7}). */
package org.starflow.schemas.registry;
