"""Fits scikit-learn's and XGBoost's classifiers on the folds of one data set.

Reads FOLDER/set.json ({rows, folds, columns: [{kind, file}]}), the columns (float64 with NaN for missing, or int32 codes
with -1 for missing), FOLDER/outcome.u8 and FOLDER/fold.u8, all little-endian. Writes FOLDER/PEER.f64, one probability a
row (NaN for rows of folds that are not tested), and prints one JSON object with the mean seconds of fit and prediction.
Times include each library's own preparation of the columns.
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
folder = sys.argv[1]
with open(f"{folder}/set.json") as handle:
    spec = json.load(handle)
columns = [np.fromfile(f"{folder}/{c['file']}", dtype="<f8" if c["kind"] == "numeric" else "<i4").astype(float) for c in spec["columns"]]
matrix = np.column_stack(columns)
outcome = np.fromfile(f"{folder}/outcome.u8", dtype=np.uint8)
fold = np.fromfile(f"{folder}/fold.u8", dtype=np.uint8)
numeric = [at for at, c in enumerate(spec["columns"]) if c["kind"] == "numeric"]
nominal = [at for at, c in enumerate(spec["columns"]) if c["kind"] != "numeric"]


def one_hot(scaled):
    fill = make_pipeline(SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), *([StandardScaler()] if scaled else []))
    return ColumnTransformer([("n", fill, numeric), ("c", OneHotEncoder(handle_unknown="ignore"), nominal)])


def boosted_trees(rounds, depth):
    return xgboost.XGBClassifier(n_estimators=rounds, learning_rate=0.05, max_depth=depth, subsample=0.8, colsample_bytree=0.8, tree_method="hist", n_jobs=1, random_state=1, eval_metric="logloss")


PEERS = {
    "logistic": lambda: make_pipeline(one_hot(True), LogisticRegression(max_iter=1000)),
    "random_forest": lambda: make_pipeline(one_hot(False), RandomForestClassifier(n_estimators=300, min_samples_leaf=2, n_jobs=1, random_state=1)),
    "hist_gradient_boosting": lambda: HistGradientBoostingClassifier(random_state=1),
    "xgboost": lambda: boosted_trees(300, 5),
    "xgboost, two columns a tree": lambda: boosted_trees(600, 2),
}

figures = {}
for name, make in PEERS.items():
    predicted = np.full(len(outcome), np.nan)
    fit_seconds = []
    predict_seconds = []
    cpu_seconds = []
    for tested in spec["folds"]:
        learn, test = fold != tested, fold == tested
        model = make()
        start, cpu = time.perf_counter(), time.process_time()
        model.fit(matrix[learn], outcome[learn])
        fit_seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - cpu)
        start = time.perf_counter()
        predicted[test] = model.predict_proba(matrix[test])[:, 1]
        predict_seconds.append(time.perf_counter() - start)
    predicted.astype("<f8").tofile(f"{folder}/{name}.f64")
    figures[name] = {"fitSeconds": float(np.mean(fit_seconds)), "predictSeconds": float(np.mean(predict_seconds)), "cpuSeconds": float(np.mean(cpu_seconds))}
print(json.dumps({"versions": f"scikit-learn {sklearn.__version__}, XGBoost {xgboost.__version__}", "peers": figures}))
