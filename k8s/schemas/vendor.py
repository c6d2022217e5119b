#!/usr/bin/env python3
"""Fetches the schemas that the manifests are held to, and keeps what they need of them beside this file.

Kubernetes' own kinds come from the OpenAPI documents in the Go module k8s.io/kubernetes, the operators' from the custom
resource definitions in their Go modules, Strimzi's from its generator on Maven Central. Descriptions are left out: they
are nine tenths of the text and hold nothing to check against.

usage: k8s/schemas/vendor.py       (needs go, java, PyYAML; rewrites k8s/schemas/*.json)
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import yaml

HERE = pathlib.Path(__file__).resolve().parent
MAVEN = os.environ.get("MAVEN_CENTRAL", "https://repo.maven.apache.org/maven2")

KUBERNETES = "k8s.io/kubernetes@v1.36.3"
KINDS = {
    "api__v1": ["ConfigMap", "Namespace", "ResourceQuota", "Secret", "Service", "ServiceAccount"],
    "apis__apps__v1": ["Deployment", "StatefulSet"],
    "apis__batch__v1": ["CronJob", "Job"],
    "apis__networking.k8s.io__v1": ["Ingress", "NetworkPolicy"],
    "apis__policy__v1": ["PodDisruptionBudget"],
    "apis__rbac.authorization.k8s.io__v1": ["Role", "RoleBinding"],
    "apis__scheduling.k8s.io__v1": ["PriorityClass"],
}
OPERATORS = {
    "github.com/kedacore/keda/v2@v2.21.0": [
        "config/crd/bases/keda.sh_scaledobjects.yaml",
        "config/crd/bases/keda.sh_triggerauthentications.yaml",
    ],
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": [
        "example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml",
        "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
    ],
    "github.com/cloudnative-pg/cloudnative-pg@v1.28.0": [
        "config/crd/bases/postgresql.cnpg.io_clusters.yaml",
        "config/crd/bases/postgresql.cnpg.io_databases.yaml",
        "config/crd/bases/postgresql.cnpg.io_scheduledbackups.yaml",
    ],
}
STRIMZI = "1.2.0"
STRIMZI_KINDS = ["kafka.Kafka", "nodepool.KafkaNodePool", "topic.KafkaTopic", "user.KafkaUser"]


def module(name: str) -> pathlib.Path:
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(["go", "mod", "download", "-json", name], cwd=empty, capture_output=True, text=True)
    answer = json.loads(done.stdout or "{}")
    if "Dir" not in answer:
        sys.exit(f"vendor: go mod download {name}: {answer.get('Error') or done.stderr.strip()}")
    return pathlib.Path(answer["Dir"])


def bare(node, names=False):
    """Without descriptions, examples and defaults of a schema; under `properties`, names are not keywords."""
    if isinstance(node, list):
        return [bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: bare(value, names=key in ("properties", "schemas") and not names)
        for key, value in node.items()
        if names or key not in ("description", "example", "externalDocs")
    }


def write(name: str, source: str, content) -> None:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", encoding="utf-8")
    print(f"{len(text) / 1000:7.1f} kB  {name}  from {source}")


def references(node, found):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            found.add(node["$ref"].rsplit("/", 1)[-1])
        for value in node.values():
            references(value, found)
    elif isinstance(node, list):
        for value in node:
            references(value, found)
    return found


def kubernetes() -> None:
    folder = module(KUBERNETES) / "api/openapi-spec/v3"
    schemas, wanted = {}, []
    for document, kinds in KINDS.items():
        found = json.loads((folder / f"{document}_openapi.json").read_text())["components"]["schemas"]
        schemas.update(found)
        for name, schema in found.items():
            for kind in schema.get("x-kubernetes-group-version-kind", []):
                group = kind["group"] + "/" if kind["group"] else ""
                if kind["kind"] in kinds and f"{document}".endswith(f"__{kind['version']}"):
                    wanted.append((name, f"{group}{kind['version']}/{kind['kind']}"))
    kept, queue = {}, [name for name, _ in wanted]
    while queue:
        name = queue.pop()
        if name not in kept:
            kept[name] = bare(schemas[name])
            queue.extend(references(kept[name], set()))
    write("kubernetes.json", KUBERNETES, {"kinds": {kind: name for name, kind in sorted(wanted)}, "schemas": kept})


def definition(text: str, source: str) -> None:
    crd = yaml.safe_load(text)
    crd["metadata"] = {"name": crd["metadata"]["name"], "annotations": {"starflow.org/source": source}}
    if crd["spec"]["group"].endswith("k8s.io"):
        crd["metadata"]["annotations"]["api-approved.kubernetes.io"] = "unapproved, copy for validation"
    crd.pop("status", None)
    crd["spec"]["versions"] = [version for version in crd["spec"]["versions"] if version["served"]]
    write(f"{crd['metadata']['name']}.json", source, bare(crd))


def strimzi() -> None:
    with tempfile.TemporaryDirectory() as folder:
        jars = []
        for artifact in ("crd-generator", "api"):
            jar = pathlib.Path(folder, f"{artifact}.jar")
            urllib.request.urlretrieve(f"{MAVEN}/io/strimzi/{artifact}/{STRIMZI}/{artifact}-{STRIMZI}.jar", jar)
            jars.append(str(jar))
        for kind in STRIMZI_KINDS:
            out = pathlib.Path(folder, "crd.yaml")
            subprocess.run(
                ["java", "-cp", os.pathsep.join(jars), "io.strimzi.crdgenerator.CrdGenerator", "--yaml",
                 "--target-kube", "1.27+", "--crd-api-version", "v1", f"io.strimzi.api.kafka.model.{kind}={out}"],
                check=True)
            definition(out.read_text(), f"io.strimzi:api:{STRIMZI}")


def main() -> None:
    kubernetes()
    for name, files in OPERATORS.items():
        folder = module(name)
        for file in files:
            definition((folder / file).read_text(), name)
    strimzi()


if __name__ == "__main__":
    main()
