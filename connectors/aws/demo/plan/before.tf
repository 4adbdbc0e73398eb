# Two roles of the sample estate as they are.
locals {
  github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
}

resource "aws_iam_role" "preview_cleanup" {
  name               = "preview-cleanup"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "preview_cleanup" {
  name   = "cleanup"
  role   = aws_iam_role.preview_cleanup.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "ec2:TerminateInstances"], Resource = "*" }]
  })
}
