-- The latest results of a model version, for diagrams, without sorting a survey.

CREATE INDEX result_received ON result (model_name, model_version, received_at);
