//! The projects that the system tests build and try, and how the second version of each differs from the first.

/// What is built and tried: where it comes from, how version 2 differs, which scenarios follow `install`.
pub struct Project {
    pub name: &'static str,
    pub source: Source,
    pub edits: &'static [Edit],
    pub scenarios: &'static [&'static str],
}

pub enum Source {
    /// A directory of this repository.
    Directory(&'static str),
    /// Made by a project's own command: the package that has it, and its arguments before the name and the directory.
    Made(&'static str, &'static [&'static str]),
}

/// A file that version 2 has otherwise: `old` is replaced by `new`; without `old` the file is new.
pub struct Edit {
    pub file: &'static str,
    pub old: &'static str,
    pub new: &'static str,
}

/// The beginning of a migration that makes a row, and says what ends it when it is asked to.
macro_rules! loose_migration {
    ($after:literal) => {
        concat!(
            "import os\nimport time\n\nfrom django.db import migrations, models\n\n\n",
            "def make_row(apps, schema_editor):\n",
            "    apps.get_model(\"auth\", \"Group\").objects.create(name=\"half\")\n\n\n",
            "def fail_if_asked(apps, schema_editor):\n",
            "    if os.environ.get(\"LOOSE_FAILS\") == \"slowly\":\n",
            "        print(\"asked to wait\", flush=True)\n        time.sleep(60)\n",
            "    if os.environ.get(\"LOOSE_FAILS\"):\n        raise RuntimeError(\"asked to fail\")\n\n\n",
            "class Migration(migrations.Migration):\n    atomic = False\n",
            "    dependencies = [(\"auth\", \"0012_alter_user_first_name_max_length\"), ",
            $after,
            "]\n    operations = [\n        migrations.RunPython(make_row),\n",
        )
    };
}

pub const LIBRARY: Project = Project {
    name: "library",
    source: Source::Directory("examples/library"),
    edits: &[
        Edit {
            file: "catalogue/models.py",
            old: "    sample = models.FileField(",
            new: "    shelf = models.CharField(blank=True, max_length=10)\n    sample = models.FileField(",
        },
        Edit { file: "catalogue/forms.py", old: "fields = [\"title\", ", new: "fields = [\"title\", \"shelf\", " },
        Edit {
            file: "templates/catalogue/book_detail.html",
            old: "<p>{{ book.author }}",
            new: "<p>Shelf: {{ book.shelf }}</p>\n<p>{{ book.author }}",
        },
        Edit {
            file: "catalogue/migrations/0002_book_shelf.py",
            old: "",
            new: "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    dependencies = [(\"catalogue\", \"0001_initial\")]\n    operations = [\n        migrations.AddField(\"book\", \"shelf\", models.CharField(blank=True, max_length=10)),\n    ]\n",
        },
    ],
    scenarios: &[
        "layout",
        "pages",
        "library",
        "secrets",
        "repeat",
        "backup",
        "upgrade",
        "library-upgraded",
        "remove",
        "purge",
    ],
};

pub const SHOP: Project = Project {
    name: "shop",
    source: Source::Directory("examples/shop"),
    edits: &[
        Edit {
            file: "products/models.py",
            old: "    stock = ",
            new: "    weight = models.PositiveIntegerField(default=0)\n    stock = ",
        },
        Edit {
            file: "products/templates/products/product_detail.html",
            old: "<p>{{ product.price }}",
            new: "<p>Weight: {{ product.weight }} g</p>\n<p>{{ product.price }}",
        },
        Edit {
            file: "products/migrations/0002_product_weight.py",
            old: "",
            new: "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    dependencies = [(\"products\", \"0001_initial\")]\n    operations = [migrations.AddField(\"product\", \"weight\", models.PositiveIntegerField(default=0))]\n",
        },
    ],
    scenarios: &[
        "layout",
        "pages",
        "shop",
        "secrets",
        "repeat",
        "backup",
        "upgrade",
        "shop-upgraded",
        "remove",
        "purge",
    ],
};

pub const STARTPROJECT: Project = Project {
    name: "startproject",
    source: Source::Made("Django~=5.2.0", &["django-admin", "startproject"]),
    edits: &[],
    scenarios: &["pages", "startproject", "remove", "purge"],
};

pub const WAGTAIL: Project = Project {
    name: "wagtail",
    source: Source::Made("wagtail~=7.0.0", &["wagtail", "start"]),
    edits: &[],
    scenarios: &["pages", "wagtail", "remove", "purge"],
};

/// Projects whose version 2 has a migration that is not atomic, and fails half way while `LOOSE_FAILS` is set.
pub const LOOSE: [Project; 2] = [
    Project {
        name: "loose-sqlite",
        source: Source::Directory("examples/library"),
        edits: &[
            Edit {
                file: "catalogue/models.py",
                old: "    name = models.CharField(max_length=200, unique=True)\n",
                new: "    name = models.CharField(max_length=200, unique=True)\n    born = models.IntegerField(null=True)\n",
            },
            Edit {
                file: "catalogue/migrations/0002_author_born.py",
                old: "",
                new: concat!(
                    loose_migration!("(\"catalogue\", \"0001_initial\")"),
                    "        migrations.AddField(\"author\", \"born\", models.IntegerField(null=True)),\n",
                    "        migrations.RunPython(fail_if_asked),\n    ]\n",
                ),
            },
        ],
        scenarios: &["loose", "last-dump"],
    },
    Project {
        name: "loose-postgresql",
        source: Source::Directory("examples/shop"),
        edits: &[
            Edit {
                file: "products/models.py",
                old: "    stock = ",
                new: "    weight = models.PositiveIntegerField(default=0)\n    stock = ",
            },
            Edit {
                file: "products/migrations/0002_product_weight.py",
                old: "",
                new: concat!(
                    loose_migration!("(\"products\", \"0001_initial\")"),
                    "        migrations.AddField(\"product\", \"weight\", models.PositiveIntegerField(default=0)),\n",
                    "        migrations.RunPython(fail_if_asked),\n    ]\n",
                ),
            },
        ],
        scenarios: &["loose", "no-answer"],
    },
];

/// Projects whose settings are easily got wrong; all answer with what they run with.
pub const SETTINGS: [Project; 3] = [
    trap("settings-called-settings", "tests/projects/settings-called-settings"),
    trap("wsgi-assigns-settings", "tests/projects/wsgi-assigns-settings"),
    trap("settings-need-variables", "tests/projects/settings-need-variables"),
];

const fn trap(name: &'static str, directory: &'static str) -> Project {
    Project { name, source: Source::Directory(directory), edits: &[], scenarios: &["settings"] }
}
